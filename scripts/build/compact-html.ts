import type { Plugin } from 'vite';

/**
 * Takes comments and the white space between tags out of the pages: the popup's first view stands in its HTML, and Preact takes it over
 * node by node, so nodes that it does not draw itself are only in its way.
 */
export function compactHtml(): Plugin {
  return {
    name: 'stint:compact-html',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace(/<!--[\s\S]*?-->/g, '')
          .replace(/>\s+</g, '><')
          .trim(),
    },
  };
}
