import { render } from 'preact';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { readSettings } from '../core/settings-shape.ts';
import { requestHost } from '../platform/permissions.ts';
import { lookupText } from '../platform/runtime.ts';
import { version } from '../platform/version.ts';
import { useTextsFrom } from '../ui/texts.ts';
import { clipboardPort } from '../wiring/clipboard-port.ts';
import { loadPassphrasePort, pagePorts } from '../wiring/page-ports.ts';
import { sitePort } from '../wiring/site-port.ts';
import { showTrialNotification } from '../wiring/trial-notification.ts';
import { OptionsApp } from './OptionsApp.tsx';

useTextsFrom(lookupText);

const settingsOf = (stored: unknown) => readSettings(stored) ?? DEFAULT_SETTINGS;

const root = document.getElementById('options');
if (root)
  render(
    <OptionsApp
      world={{
        ports: { ...pagePorts(settingsOf), allowHost: requestHost },
        loadPassphrasePort,
        sites: sitePort(),
        clipboard: clipboardPort,
        showNotification: showTrialNotification,
        version,
      }}
    />,
    root,
  );
