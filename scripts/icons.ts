/** Draws the icons of `public/icons` from one description: an hourglass of two curves on the accent colour. */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { launchChromium } from './chromium.ts';

const OUT = resolve(import.meta.dirname, '../public/icons');
const SIZES = [16, 32, 48, 128];

/** At 16 px the curves need more weight than their share, or they blur into the ground. */
function svg(size: number): string {
  const stroke = size <= 16 ? 2.1 : size <= 32 ? 1.8 : 1.6;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 20 20">
    <rect width="20" height="20" rx="4.6" fill="#4a5ee6"/>
    <path d="M6 4.2h8M6 15.8h8M6.8 4.2c0 3.5 6.4 3 6.4 5.8s-6.4 2.3-6.4 5.8M13.2 4.2c0 3.5-6.4 3-6.4 5.8s6.4 2.3 6.4 5.8"
      fill="none" stroke="#fff" stroke-width="${stroke}" stroke-linecap="round"/></svg>`;
}

await mkdir(OUT, { recursive: true });
const browser = await launchChromium();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${svg(size)}`);
  await page.screenshot({ path: resolve(OUT, `${size}.png`), omitBackground: true });
}
await browser.close();
console.log(`Wrote ${SIZES.length} icons to public/icons.`);
