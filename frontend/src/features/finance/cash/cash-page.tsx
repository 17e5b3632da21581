import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../../api/client.gen";
import { t } from "../../../lib/i18n/t";
import { Notice } from "../../../ui/notice";
import { SkeletonRows } from "../../../ui/skeleton";
import { FinanceTabs } from "../finance-tabs";
import { LoadFailure } from "../../../lib/load-failure";
import { useNames } from "../use-names";
import { type CashSession, sessionsQuery } from "./cash.queries";
import { OwnDrawer } from "./own-drawer";
import { AcceptDialog, CountDialog, DetailsDialog } from "./session-dialogs";
import { SessionRow } from "./session-row";

interface CashPageProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
}

/** Drawers of one property: one's own, and everybody's. */
export function CashPage({ property, person }: CashPageProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery(sessionsQuery(property.id));
  const nameOf = useNames(person.id);
  const [asked, ask] = useState<{ step: "count" | "accept" | "details"; session: CashSession } | null>(null);
  const mayApprove = property.permissions.includes("finance.cash.approve");
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <FinanceTabs propertyId={property.id} />
      <h1 className="text-xl font-semibold max-sm:px-1">{t("money.cash.title")}</h1>
      {property.permissions.includes("finance.cash.handle") ? (
        <OwnDrawer property={property} personId={person.id} />
      ) : (
        <Notice tone="neutral">{t("money.cash.forbidden")}</Notice>
      )}
      <section aria-labelledby="drawers">
        <h2 id="drawers" className="mb-2 font-semibold">
          {t("money.cash.sessions")}
        </h2>
        <LoadFailure error={error} onRetry={() => void refetch()} />
        {isPending && <SkeletonRows rows={4} label={t("app.loading")} />}
        {data?.data.length === 0 && <p className="panel p-6 text-center text-muted">{t("money.cash.empty")}</p>}
        {data !== undefined && data.data.length > 0 && (
          <ul className="panel">
            {data.data.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                timeZone={property.timeZone}
                who={nameOf(session.cashierId)}
                mayStep={mayApprove && session.cashierId !== person.id}
                onStep={(of, step) => ask({ session: of, step })}
              />
            ))}
          </ul>
        )}
      </section>
      {asked !== null && (
        <Question asked={asked} property={property} who={nameOf(asked.session.cashierId)} onClose={() => ask(null)} />
      )}
    </div>
  );
}

interface QuestionProps {
  asked: { step: "count" | "accept" | "details"; session: CashSession };
  property: contract.MyProperty;
  who: string;
  onClose: () => void;
}

function Question({ asked: { step, session }, ...rest }: QuestionProps): ReactNode {
  switch (step) {
    case "count":
      return <CountDialog session={session} {...rest} />;
    case "accept":
      return <AcceptDialog session={session} {...rest} />;
    case "details":
      return <DetailsDialog session={session} {...rest} />;
  }
}
