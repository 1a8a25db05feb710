/** A toolbar with the menu of extensions open and the pin beside Stint pressed: shown, so that one sentence is enough. */
export function PinPicture() {
  return (
    <svg class="pin-picture" width="232" height="92" viewBox="0 0 232 92" fill="none" aria-hidden="true">
      <rect class="pin-bar" x="0.75" y="0.75" width="230.5" height="34.5" rx="8" />
      <rect class="pin-address" x="10" y="9" width="132" height="18" rx="9" />
      {/* Stint's own icon, where it is to be */}
      <g class="pin-accent" transform="translate(156 10)" stroke-width="1.5" stroke-linecap="round">
        <path d="M4 2h8M4 14h8M4.8 2c0 3.5 6.4 3.4 6.4 6s-6.4 2.5-6.4 6M11.2 2c0 3.5-6.4 3.4-6.4 6s6.4 2.5 6.4 6" />
      </g>
      {/* The puzzle piece */}
      <rect class="pin-pressed" x="182" y="6" width="24" height="24" rx="6" />
      <g class="pin-line" transform="translate(186 10)" stroke-width="1.5" stroke-linejoin="round">
        <path d="M2.5 5h3a1.9 1.9 0 1 1 3.6 0h3v3.2a1.9 1.9 0 1 1 0 3.6V14H2.5z" />
      </g>
      <g class="pin-line" stroke-width="1.5" stroke-linecap="round">
        <path d="M219 13v.01M219 18v.01M219 23v.01" />
      </g>
      {/* The menu under it */}
      <rect class="pin-menu" x="72.75" y="42.75" width="134.5" height="48" rx="8" />
      <g class="pin-accent" transform="translate(82 51)" stroke-width="1.5" stroke-linecap="round">
        <path d="M4 2h8M4 14h8M4.8 2c0 3.5 6.4 3.4 6.4 6s-6.4 2.5-6.4 6M11.2 2c0 3.5-6.4 3.4-6.4 6s6.4 2.5 6.4 6" />
      </g>
      <path class="pin-word" d="M106 59h44" stroke-width="5" stroke-linecap="round" />
      <rect class="pin-pressed" x="180" y="49" width="20" height="20" rx="5" />
      <g
        class="pin-accent"
        transform="translate(182 51)"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path d="M5.5 2.5h5M6.5 2.5v4l-2 2.5h7l-2-2.5v-4M8 9v4.5" />
      </g>
      <rect class="pin-ghost" x="84" y="75" width="12" height="8" rx="3" />
      <path class="pin-word faint" d="M106 79h30" stroke-width="5" stroke-linecap="round" />
    </svg>
  );
}
