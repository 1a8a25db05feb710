import { Icon } from './icons.tsx';

/** Apart from the rest, which both pages draw as they open. */
export function EyeIcon() {
  return (
    <Icon>
      <path d="M1.5 8c1.5-2.7 3.7-4 6.5-4s5 1.3 6.5 4c-1.5 2.7-3.7 4-6.5 4s-5-1.3-6.5-4z" />
      <circle cx="8" cy="8" r="1.8" />
    </Icon>
  );
}
