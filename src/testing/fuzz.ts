/** For tests only: how many samples to take. `npm run fuzz` asks for as many as one computer does in a quarter of an hour. */
export function samples(usual: number, many: number): number {
  return process.env['STINT_FUZZ'] === undefined ? usual : many;
}
