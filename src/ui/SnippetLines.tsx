/** The names a snippet gives its values, whatever the format. */
const NAMES =
  /\b(AWS_[A-Z_]+|aws_[a-z_]+|aws\.[A-Za-z]+|region|access_key|secret_key|token|AccessKeyId|SecretAccessKey|SessionToken|Expiration|Version)\b/;

/** A snippet's lines, the names in them standing out. */
export function SnippetLines({ text }: { readonly text: string }) {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => (
      <span key={index} class="preview-line">
        {line.split(NAMES).map((part, place) => (place % 2 === 1 ? <b key={place}>{part}</b> : part))}
      </span>
    ));
}
