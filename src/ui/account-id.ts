/** An account id for people, in groups of four: `1234-5678-9012`. Anything but twelve digits stays as it is. */
export function groupedAccountId(accountId: string): string {
  return /^\d{12}$/.test(accountId) ? accountId.replace(/(\d{4})(?=\d)/g, '$1-') : accountId;
}
