/** The names a snippet gives its values, whatever the format. */
const NAMES =
  /\b(AWS_[A-Z_]+|aws_[a-z_]+|aws\.[A-Za-z]+|region|access_key|secret_key|token|AccessKeyId|SecretAccessKey|SessionToken|Expiration|Version)\b/;

/** A snippet's lines, the first name in each standing out. */
export function SnippetLines({ text }: { readonly text: string }) {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const [before = '', name, ...after] = line.split(NAMES);
      return (
        <span key={index} class="preview-line">
          {before}
          {name && <b>{name}</b>}
          {after.join('')}
        </span>
      );
    });
}
