/** Stands in for the signer's writer of event-stream headers: no STS operation has an event stream. */
export class HeaderFormatter {}
