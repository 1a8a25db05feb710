/** One element: either text or other elements inside, never both. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlElement[];
}

/** An element holding text or other elements. */
export function element(
  name: string,
  content: string | readonly XmlElement[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  return { name, attributes, content };
}

/** The element as text, indented by two spaces a level as AWS does, with a line feed at the end and no declaration. */
export function writeXml(root: XmlElement): string {
  return `${lines(root, '').join('\n')}\n`;
}

function lines(node: XmlElement, indent: string): string[] {
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
  const open = `${indent}<${node.name}${attributes}`;
  if (typeof node.content === 'string') return [`${open}>${escapeText(node.content)}</${node.name}>`];
  if (node.content.length === 0) return [`${open}/>`];
  return [`${open}>`, ...node.content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${node.name}>`];
}

// What XML 1.0 (section 2.2, "Char") cannot hold at all; a request may well carry it into an error's text.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text safe between tags; apostrophes stay as they are, as in AWS's replies. What XML cannot hold becomes U+FFFD. */
export function escapeText(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** Text safe inside a double-quoted attribute. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}
