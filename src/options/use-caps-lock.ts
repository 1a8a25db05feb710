import { useState } from 'preact/hooks';

/** Whether Caps Lock is on, as the last key pressed in the field told; spread `keys` over the field. */
export function useCapsLock() {
  const [on, setOn] = useState(false);
  const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'));
  return { on, keys: { onKeyDown: look, onBlur: () => setOn(false) } };
}
