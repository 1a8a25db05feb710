import { useId } from 'preact/hooks';
import { ENVIRONMENT_COLOURS, type EnvironmentColour } from '../core/profile.ts';
import { EnvironmentSwatch } from '../ui/Environment.tsx';
import { text } from '../ui/texts.ts';

interface ColourChoiceProps {
  readonly value: EnvironmentColour;
  readonly onChange: (colour: EnvironmentColour) => void;
}

/** The environment colour: a group of radio buttons, each a swatch with its name, since colour alone tells some people nothing. */
export function ColourChoice({ value, onChange }: ColourChoiceProps) {
  const name = useId();
  return (
    <fieldset class="colours">
      <legend>{text('options_form_colour')}</legend>
      <div class="colour-row">
        {ENVIRONMENT_COLOURS.map((colour) => (
          <label key={colour} class="colour">
            <input
              type="radio"
              name={name}
              value={colour}
              checked={colour === value}
              onChange={() => onChange(colour)}
            />
            <EnvironmentSwatch colour={colour} />
            {text(`ui_environment_${colour}`)}
          </label>
        ))}
      </div>
      <p class="hint">{text('options_form_colour_hint')}</p>
    </fieldset>
  );
}
