import type { EnvironmentColour } from '../core/profile.ts';

/** A profile's colour as a dot in a list; hollow for a profile that has no live session. */
export function EnvironmentDot({ colour, hollow }: { readonly colour: EnvironmentColour; readonly hollow?: boolean }) {
  return <span class={`environment ${colour} dot${hollow ? ' hollow' : ''}`} />;
}

/** A profile's colour as the thin bar beside its name; without a colour it only keeps the place. */
export function EnvironmentSwatch({ colour }: { readonly colour?: EnvironmentColour | undefined }) {
  return <span class={`environment ${colour ?? 'grey'} swatch`} />;
}
