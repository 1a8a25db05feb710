import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import type { PopupView } from './view.ts';

interface NoticeText {
  readonly title: TextKey;
  readonly body: TextKey;
  readonly button: TextKey;
  /** The page of the options tab the button opens. */
  readonly hash: string;
}

type NoticeName = Extract<PopupView['name'], 'no-vault' | 'no-profile' | 'vault-unreadable' | 'vault-newer'>;

const NOTICES: Readonly<Record<NoticeName, NoticeText>> = {
  'no-vault': {
    title: 'popup_no_vault',
    body: 'popup_no_vault_body',
    button: 'popup_set_up',
    hash: '',
  },
  'no-profile': {
    title: 'popup_no_profile',
    body: 'popup_no_profile_body',
    button: 'popup_add_profile',
    hash: '#profiles/new',
  },
  'vault-unreadable': {
    title: 'popup_vault_unreadable',
    body: 'popup_vault_unreadable_body',
    button: 'popup_open_settings',
    hash: '#security',
  },
  'vault-newer': {
    title: 'popup_vault_newer',
    body: 'popup_vault_newer_body',
    button: 'popup_open_settings',
    hash: '#about',
  },
};

interface NoticeProps {
  readonly name: PopupView['name'];
  readonly onOpen: (hash: string) => void;
}

/** There is nothing to do here yet: one sentence why, and one button to where it can be changed. */
export function Notice({ name, onOpen }: NoticeProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  if (!isNoticeName(name)) return null;
  const notice = NOTICES[name];
  return (
    <div class="view notice">
      <h1>{text(notice.title)}</h1>
      <p class="sub">{text(notice.body)}</p>
      <Button kind="primary" wide buttonRef={button} onClick={() => onOpen(notice.hash)}>
        {text(notice.button)}
      </Button>
    </div>
  );
}

function isNoticeName(name: string): name is NoticeName {
  return Object.hasOwn(NOTICES, name);
}
