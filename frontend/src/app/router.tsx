import { QueryClientProvider, useQuery, type QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, lazyRouteComponent, redirect, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { session } from "../api/client";
import { meQuery } from "../api/queries";
import { type View, VIEWS } from "../features/finance/expenses/views";
import { type Filters, readFilters } from "../features/finance/filters";
import { RevenuePage } from "../features/finance/revenue-page";
import { type DeskSearch, readDeskSearch } from "../features/guest/desk-search";
import { FrontDeskPage } from "../features/guest/front-desk-page";
import type { Question } from "../features/ops/ops.queries";
import { readQuestion } from "../features/ops/read-question";
import { type ReportsSearch, readReportsSearch } from "../features/reports/reports-search";
import { LoginPage } from "../features/login/login-page";
import { t } from "../lib/i18n/t";
import { Crash } from "./crash";
import { docsRoutes } from "./docs-routes";
import { homeProperty } from "./last-property";
import { NotFound } from "./not-found";
import { PropertyPage } from "./property-page";
import { root } from "./root-route";
import { PLACES } from "./shell/places";
import { Shell } from "./shell/shell";

interface LoginSearch {
  /** Where to go afterwards: a path of this application. */
  next?: string;
  /** Why one is here. */
  why?: "ended" | "out";
}

/** Only paths: a link to the login page must not lead elsewhere. */
function readLogin({ next, why }: Record<string, unknown>): LoginSearch {
  return {
    ...(typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {}),
    ...(why === "ended" || why === "out" ? { why } : {}),
  };
}

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: readLogin,
  beforeLoad({ search }) {
    if (session.signedIn) throw redirect({ href: search.next ?? "/" });
  },
  component: Login,
});

function Login(): ReactNode {
  const { next, why } = login.useSearch();
  const navigate = useNavigate();
  const notice = why === undefined ? null : t(why === "ended" ? "login.ended" : "login.signedOut");
  return (
    <>
      <title>{`${t("login.title")} · ${t("app.name")}`}</title>
      <LoginPage notice={notice} onSignedIn={() => void navigate({ href: next ?? "/", replace: true })} />
    </>
  );
}

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad({ location }) {
    if (!session.signedIn)
      throw redirect({ to: "/login", search: location.pathname === "/" ? {} : { next: location.href } });
  },
  component: Shell,
  errorComponent: Crash,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  async loader({ context }) {
    const property = homeProperty(await context.queries.ensureQueryData(meQuery));
    const place = PLACES.find(({ permission }) => property?.permissions.includes(permission));
    if (property !== null && place !== undefined)
      throw redirect({ to: place.to, params: { property: String(property.id) }, replace: true });
  },
  component: () => <NotFound text={t("notFound.noneYours")} isHome />,
});

const revenue = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/finance",
  validateSearch: (search: Record<string, unknown>): Filters => readFilters(search),
  component: Revenue,
});

function Revenue(): ReactNode {
  const { property: id } = revenue.useParams();
  const filters = revenue.useSearch();
  const navigate = revenue.useNavigate();
  return (
    <PropertyPage id={id} title={t("finance.title")} permission="finance.revenue.read">
      {(property, { person }) => (
        <RevenuePage
          property={property}
          person={person}
          filters={filters}
          onFilters={(search) => void navigate({ search, replace: true })}
        />
      )}
    </PropertyPage>
  );
}

/** Expenses; loaded when asked for, as the two pages behind it. */
const expenses = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/finance/expenses",
  validateSearch: ({ view }: Record<string, unknown>): { view?: View } => {
    const known = VIEWS.find((each) => each === view);
    return known === undefined ? {} : { view: known };
  },
  component: Expenses,
});

const ExpensesPage = lazyRouteComponent(() => import("../features/finance/expenses/expenses-page"), "ExpensesPage");

function Expenses(): ReactNode {
  const { view = "decide" } = expenses.useSearch();
  const navigate = expenses.useNavigate();
  return (
    <PropertyPage id={expenses.useParams().property} title={t("money.expense.title")} permission="finance.expense.read">
      {(property, { person }) => (
        <ExpensesPage
          key={property.id}
          property={property}
          person={person}
          view={view}
          onView={(next) => void navigate({ search: next === "decide" ? {} : { view: next }, replace: true })}
        />
      )}
    </PropertyPage>
  );
}

const cash = createRoute({ getParentRoute: () => signedIn, path: "/p/$property/finance/cash", component: Cash });

const CashPage = lazyRouteComponent(() => import("../features/finance/cash/cash-page"), "CashPage");

function Cash(): ReactNode {
  return (
    <PropertyPage id={cash.useParams().property} title={t("money.cash.title")} permission="finance.revenue.read">
      {(property, { person }) => <CashPage key={property.id} property={property} person={person} />}
    </PropertyPage>
  );
}

const dayClose = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/finance/day-close",
  component: DayClose,
});

const DayClosePage = lazyRouteComponent(() => import("../features/finance/day-close/day-close-page"), "DayClosePage");

function DayClose(): ReactNode {
  return (
    <PropertyPage
      id={dayClose.useParams().property}
      title={t("money.dayClose.title")}
      permission="finance.revenue.read"
    >
      {(property) => <DayClosePage key={property.id} property={property} />}
    </PropertyPage>
  );
}

/** The open day in numbers. */
const today = createRoute({ getParentRoute: () => signedIn, path: "/p/$property/today", component: Today });

const TodayPage = lazyRouteComponent(() => import("../features/today/today-page"), "TodayPage");

function Today(): ReactNode {
  return (
    <PropertyPage id={today.useParams().property} title={t("today.title")} permission="reports.dashboard.read">
      {(property) => <TodayPage key={property.id} property={property} />}
    </PropertyPage>
  );
}

/** What is to be done; loaded when asked for. */
const tasks = createRoute({ getParentRoute: () => signedIn, path: "/p/$property/tasks", component: Tasks });

const TasksPage = lazyRouteComponent(() => import("../features/tasks/tasks-page"), "TasksPage");

function Tasks(): ReactNode {
  return (
    <PropertyPage id={tasks.useParams().property} title={t("tasks.title")} permission="task.read">
      {(property, { person }) => <TasksPage key={property.id} property={property} person={person} />}
    </PropertyPage>
  );
}

/** Arrivals, in-house, departures and rooms. */
const frontDesk = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/front-desk",
  validateSearch: (search: Record<string, unknown>): DeskSearch => readDeskSearch(search),
  component: FrontDesk,
});

function FrontDesk(): ReactNode {
  const { property: id } = frontDesk.useParams();
  const search = frontDesk.useSearch();
  const navigate = frontDesk.useNavigate();
  return (
    <PropertyPage id={id} title={t("guest.title")} permission="guest.stay.read">
      {(property) => (
        <FrontDeskPage
          key={property.id}
          property={property}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true })}
        />
      )}
    </PropertyPage>
  );
}

/** One's own files; loaded when asked for. */
const files = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/files",
  component: OwnFiles,
});

const FilesPage = lazyRouteComponent(() => import("../features/uploads/files-page"), "FilesPage");

function OwnFiles(): ReactNode {
  const { property: id } = files.useParams();
  return (
    <PropertyPage id={id} title={t("uploads.title")} permission="uploads.file.read">
      {(property) => <FilesPage key={property.id} property={property} />}
    </PropertyPage>
  );
}

/** Figures over days, and the reports of ended days; loaded when asked for. */
const reports = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/reports",
  validateSearch: (search: Record<string, unknown>): ReportsSearch => readReportsSearch(search),
  component: Reports,
});

const ReportsPage = lazyRouteComponent(() => import("../features/reports/reports-page"), "ReportsPage");

function Reports(): ReactNode {
  const { property: id } = reports.useParams();
  const search = reports.useSearch();
  const navigate = reports.useNavigate();
  return (
    <PropertyPage id={id} title={t("reports.title")} permission="reports.figures.read">
      {(property) => (
        <ReportsPage
          key={property.id}
          property={property}
          search={search}
          onSearch={(next) => void navigate({ search: next })}
        />
      )}
    </PropertyPage>
  );
}

/** Conversations; loaded when asked for. */
const chat = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$property/chat",
  validateSearch: ({ c }: Record<string, unknown>): { c?: string } => (typeof c === "string" && c !== "" ? { c } : {}),
  component: Chat,
});

const ChatPage = lazyRouteComponent(() => import("../features/chat/chat-page"), "ChatPage");

function Chat(): ReactNode {
  const { c = null } = chat.useSearch();
  const navigate = chat.useNavigate();
  return (
    <PropertyPage id={chat.useParams().property} title={t("chat.title")} permission="chat.room.read">
      {(property, { person }) => (
        <ChatPage
          key={property.id}
          property={property}
          person={person}
          chosen={c}
          onChoose={(id) => void navigate({ search: id === null ? {} : { c: id } })}
        />
      )}
    </PropertyPage>
  );
}

/** How the stream is, for whoever looks after it; loaded when asked for. */
const operations = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/realtime",
  validateSearch: (search: Record<string, unknown>): Partial<Question> => readQuestion(search),
  component: Operations,
});

const OpsPage = lazyRouteComponent(() => import("../features/ops/ops-page"), "OpsPage");

function Operations(): ReactNode {
  const { seq, person } = operations.useSearch();
  const navigate = operations.useNavigate();
  const { data: me } = useQuery(meQuery);
  if (me === undefined) return null;
  const question = seq === undefined ? null : { seq, ...(person === undefined ? {} : { person }) };
  return (
    <>
      <title>{`${t("ops.title")} · ${t("app.name")}`}</title>
      <OpsPage me={me} question={question} onAsk={(search) => void navigate({ search, replace: true })} />
    </>
  );
}

/** The application's pages. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      login,
      ...docsRoutes,
      signedIn.addChildren([
        home,
        today,
        frontDesk,
        revenue,
        expenses,
        cash,
        dayClose,
        tasks,
        chat,
        files,
        reports,
        operations,
      ]),
    ]),
    context: { queries },
    defaultErrorComponent: Crash,
    Wrap: ({ children }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
