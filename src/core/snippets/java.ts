import type { SnippetFormat } from './format.ts';

/**
 * The system properties that version 2 of the AWS SDK for Java reads (`SdkSystemSetting`), on one line to go on with. Quoted
 * as a whole: PowerShell would split an argument at its first dot.
 */
export const java: SnippetFormat<'java'> = {
  id: 'java',
  options: { region: true },
  render: (input, options) =>
    `"-Daws.accessKeyId=${input.accessKeyId}" "-Daws.secretAccessKey=${input.secretAccessKey}" ` +
    `"-Daws.sessionToken=${input.sessionToken}"${options.region ? ` "-Daws.region=${input.region}"` : ''}`,
};
