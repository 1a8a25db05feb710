/**
 * What a reader found in one place of a text, as it stood there. Nothing is checked yet; an empty string counts as
 * absent.
 */
export interface KeyCandidate {
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  sessionToken?: string | undefined;
  profileName?: string | undefined;
  region?: string | undefined;
  userName?: string | undefined;
}
