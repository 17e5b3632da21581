import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { contract } from "../api/client.gen";
import { meQuery } from "../api/queries";
import { t } from "../lib/i18n/t";
import { Notice } from "../ui/notice";
import { NotFound } from "./not-found";

interface PropertyPageProps {
  /** As it stands in the address. */
  id: string;
  title: string;
  /** What one needs at the property to see the page. */
  permission: contract.Permission;
  children: (property: contract.MyProperty, me: contract.Me) => ReactNode;
}

/** A page of one of the reader's properties, with its title; says so when it is none of theirs, or when they may not see it. */
export function PropertyPage({ id, title, permission, children }: PropertyPageProps): ReactNode {
  const { data: me } = useQuery(meQuery);
  const property = me?.properties.find((candidate) => String(candidate.id) === id);
  if (me === undefined) return null;
  if (property === undefined) return <NotFound text={t("notFound.property")} />;
  return (
    <>
      <title>{`${title} · ${property.name} · ${t("app.name")}`}</title>
      {property.permissions.includes(permission) ? (
        children(property, me)
      ) : (
        <Notice tone="neutral" className="m-4">
          {t("shell.forbidden", { permission })}
        </Notice>
      )}
    </>
  );
}
