import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../../api/client.gen";
import { formatDay, formatNear } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMoney } from "../../../lib/money";
import { announce } from "../../../ui/announcer";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";
import { useNow } from "../../../ui/use-now";
import { LoadFailure } from "../../../lib/load-failure";
import { sayFailure } from "../say-failure";
import { AmountForm } from "./amount-form";
import { type CashSession, ownSessionsQuery, useAcceptVariance, useCountDrawer, useOpenDrawer } from "./cash.queries";
import { CountFigures } from "./count-figures";

interface OwnDrawerProps {
  property: contract.MyProperty;
  personId: string;
}

/** The reader's own drawer: open it, count it, accept its variance. */
export function OwnDrawer({ property, personId }: OwnDrawerProps): ReactNode {
  const { data, error, refetch } = useQuery(ownSessionsQuery(property.id, personId));
  const open = data?.data.find(({ state }) => state === "open");
  const counted = data?.data.filter(({ state }) => state === "counted") ?? [];
  return (
    <section className="panel flex flex-col gap-3 p-4" aria-labelledby="own-drawer" data-testid="own-drawer">
      <h2 id="own-drawer" className="font-semibold">
        {t("money.cash.yours")}
      </h2>
      <LoadFailure error={error} onRetry={() => void refetch()} />
      {data !== undefined && open === undefined && <Opening property={property} />}
      {open !== undefined && <Counting property={property} session={open} />}
      {counted.map((session) => (
        <Accepting key={session.id} property={property} session={session} />
      ))}
    </section>
  );
}

function Opening({ property }: { property: contract.MyProperty }): ReactNode {
  const open = useOpenDrawer(property.id);
  return (
    <>
      <p className="text-muted">{t("money.cash.none")}</p>
      <AmountForm
        label={t("money.cash.float", { currency: property.currency })}
        hint={t("money.cash.floatHint")}
        currency={property.currency}
        submit={t("money.cash.open")}
        error={open.error}
        busy={open.isPending}
        onAmount={(floatMinor, key) =>
          open.mutate({ floatMinor, key }, { onSuccess: () => announce(t("money.cash.opened")) })
        }
      />
    </>
  );
}

interface StepProps {
  property: contract.MyProperty;
  session: CashSession;
}

/** Blind: what had to be there is not known here. */
function Counting({ property, session }: StepProps): ReactNode {
  const count = useCountDrawer(property.id);
  const time = formatNear(session.openedAt, property.timeZone, locale, useNow(60_000));
  return (
    <>
      <p>{t("money.cash.since", { time, amount: formatMoney(session.floatMinor, session.currency, locale) })}</p>
      <AmountForm
        label={t("money.cash.counted", { currency: session.currency })}
        hint={t("money.cash.blind")}
        currency={session.currency}
        submit={t("money.cash.count")}
        error={count.error}
        busy={count.isPending}
        onAmount={(countedMinor, key) => count.mutate({ session, countedMinor, key })}
      />
    </>
  );
}

function Accepting({ property, session }: StepProps): ReactNode {
  const accept = useAcceptVariance(property.id);
  const [key] = useState(() => crypto.randomUUID());
  const failure = sayFailure(accept.error);
  return (
    <div data-testid="own-count" className="flex flex-col gap-3 border-t border-line pt-3">
      <p className="text-sm text-muted">
        {t("money.cash.countedOf", { day: formatDay(session.businessDate, locale) })}
      </p>
      <CountFigures session={session} />
      {failure !== null && (
        <Notice tone="attention" role="alert">
          {failure} {t("money.cash.askManager")}
        </Notice>
      )}
      <Button
        look="primary"
        busy={accept.isPending}
        onClick={() => accept.mutate({ session, reason: "", key })}
        className="self-start max-sm:w-full"
      >
        {t("money.cash.accept")}
      </Button>
    </div>
  );
}
