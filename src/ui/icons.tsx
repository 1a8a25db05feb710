import type { ComponentChildren } from 'preact';

/** One family: 16 px, lines of 1.5 px in the colour of the text, hidden from screen readers because words stand beside them. */
export function Icon({ children, size = 16 }: { readonly children: ComponentChildren; readonly size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  );
}

/** Stint's mark: an hourglass of two curves. */
export function HourglassIcon({ size = 20 }: { readonly size?: number }) {
  return (
    <Icon size={size}>
      <path d="M4 2h8M4 14h8M4.8 2c0 3.5 6.4 3.4 6.4 6s-6.4 2.5-6.4 6M11.2 2c0 3.5-6.4 3.4-6.4 6s6.4 2.5 6.4 6" />
    </Icon>
  );
}

export function LockIcon() {
  return (
    <Icon>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </Icon>
  );
}

export function SlidersIcon() {
  return (
    <Icon>
      <path d="M2 4.5h6.8M12.8 4.5H14M2 11.5h1.2M7.2 11.5H14" />
      <circle cx="10.8" cy="4.5" r="2" />
      <circle cx="5.2" cy="11.5" r="2" />
    </Icon>
  );
}

export function ProblemIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.8v3.6M8 11.1v.01" />
    </Icon>
  );
}

export function TickIcon() {
  return (
    <Icon>
      <path d="M3 8.5l3.3 3.3L13 4.5" />
    </Icon>
  );
}

export function ChevronIcon() {
  return (
    <Icon>
      <path d="M4.5 6.3L8 9.8l3.5-3.5" />
    </Icon>
  );
}
