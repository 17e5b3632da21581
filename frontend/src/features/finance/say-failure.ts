import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";

/** What a refused or failed step means for a person; null while there is none. */
export function sayFailure(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  const { kind, reason, message, fields } = toFailure(error);
  if (kind === "unreachable") return t("money.unreachable");
  if (reason === "version_conflict") return t("money.conflict");
  return fields[0]?.message ?? message;
}
