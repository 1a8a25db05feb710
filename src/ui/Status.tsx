import { TickIcon } from './icons.tsx';

interface StatusProps {
  /** What was done, in words; empty for nothing to say. */
  readonly message: string;
  /** News that is no success: no tick, no green. */
  readonly plain?: boolean;
}

/** A line for confirmations. Keep it mounted with an empty message: only a change within it is read out. */
export function Status({ message, plain }: StatusProps) {
  return (
    <p class={plain ? 'status plain' : 'status'} role="status">
      {message !== '' && !plain && <TickIcon />}
      {message !== '' && <span>{message}</span>}
    </p>
  );
}
