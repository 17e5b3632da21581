import { useQuery } from "@tanstack/react-query";
import { peopleQuery } from "../../api/queries";
import { t } from "../../lib/i18n/t";

/** Names of colleagues as the reader calls them. */
export function useNames(readerId: string): (personId: string) => string {
  const { data } = useQuery(peopleQuery);
  return (id) => (id === readerId ? t("finance.you") : (data?.get(id) ?? t("finance.someone")));
}
