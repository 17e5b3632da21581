import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { IconButton } from "../../ui/button";

/** A text to be read as it is, and to be copied where the browser allows that. */
export function CodeBlock({ title, text }: { title: string; text: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  // Exists in secure contexts only.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  const copy = (): void => {
    clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex min-h-9 items-center justify-between border-b border-line ps-3 text-xs text-muted">
        {title}
        {clipboard !== undefined && (
          <IconButton label={isCopied ? t("apiDocs.copied") : t("apiDocs.copy")} onClick={copy}>
            {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          </IconButton>
        )}
      </figcaption>
      <pre className="max-h-96 overflow-y-auto p-3 text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
    </figure>
  );
}
