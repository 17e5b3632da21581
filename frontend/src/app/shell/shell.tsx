import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { toFailure } from "../../api/failure";
import { meQuery } from "../../api/queries";
import { mayOperate } from "../../features/ops/may-operate";
import { keptArrivals } from "../../files/kept-arrivals";
import { t } from "../../lib/i18n/t";
import { Announcer } from "../../ui/announcer";
import { FailureNotice } from "../../ui/failure-notice";
import { LiveProvider } from "../live-provider";
import { rememberProperty } from "../last-property";
import { signOut } from "../sign-out";
import { OfflineBanner } from "./offline-banner";
import { Rail } from "./rail";
import { TopBar } from "./top-bar";

/** What stands around every page of somebody who is signed in. */
export function Shell(): ReactNode {
  useEffect(() => {
    // Files that came in an earlier visit, and that nothing has got yet; the part that gives them is loaded only for that.
    if (keptArrivals().length > 0) void import("../../files/transfers").then(({ theTransfers }) => theTransfers());
  }, []);
  return (
    <LiveProvider>
      <Frame />
      <Announcer />
    </LiveProvider>
  );
}

function Frame(): ReactNode {
  const { data: me, error, refetch } = useQuery(meQuery);
  const params = useParams({ strict: false });
  const property = me?.properties.find(({ id }) => String(id) === params.property) ?? null;
  useEffect(() => {
    if (property !== null) rememberProperty(property.id);
  }, [property]);

  if (me === undefined && error !== null) {
    const failure = toFailure(error);
    return (
      <main className="p-6">
        <FailureNotice
          title={t("failure.title")}
          message={failure.kind === "unreachable" ? t("failure.unreachable") : failure.message}
          errorId={failure.errorId}
          retry={t("failure.retry")}
          onRetry={() => void refetch()}
          copy={t("failure.copy")}
          copied={t("failure.copied")}
        />
      </main>
    );
  }
  if (me === undefined) return <p className="late p-6 text-muted">{t("app.loading")}</p>;
  const home = property ?? me.properties[0] ?? null;
  return (
    <div className="flex h-full flex-col print:block print:h-auto">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-surface focus:p-2"
      >
        {t("app.skip")}
      </a>
      <TopBar me={me} property={property} onSignOut={() => void signOut()} />
      <OfflineBanner property={property} />
      <div className="flex min-h-0 flex-1 max-sm:flex-col print:block">
        {home !== null && <Rail property={home} mayOperate={mayOperate(me)} />}
        <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
    </div>
  );
}
