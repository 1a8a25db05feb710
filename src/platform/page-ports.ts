export { loadPassphrasePort, pagePorts } from '../wiring/page-ports.ts';
export { lookupText } from './runtime.ts';
