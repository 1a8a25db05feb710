import { render } from 'preact';
import { loadPassphrasePort, lookupText, pagePorts } from '../platform/page-ports.ts';
import { version } from '../platform/runtime.ts';
import { useTextsFrom } from '../ui/texts.ts';
import { OptionsApp } from './OptionsApp.tsx';

useTextsFrom(lookupText);

const root = document.getElementById('options');
if (root) render(<OptionsApp world={{ ports: pagePorts(), loadPassphrasePort, version }} />, root);
