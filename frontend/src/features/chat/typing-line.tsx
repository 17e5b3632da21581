import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { nameOf, type Names } from "./conversations";

/** Who types there now; its place is kept, so that nothing moves. */
export function TypingLine({ personIds, names }: { personIds: readonly string[]; names: Names }): ReactNode {
  return (
    <p data-testid="typing" className="h-5 truncate px-4 text-xs text-muted">
      {textOf(personIds, names)}
    </p>
  );
}

function textOf([first, second, ...more]: readonly string[], names: Names): string {
  if (first === undefined) return "";
  if (second === undefined) return t("chat.typing", { name: nameOf(names, first) });
  if (more.length === 0) return t("chat.typingTwo", { one: nameOf(names, first), two: nameOf(names, second) });
  return t("chat.typingMany");
}
