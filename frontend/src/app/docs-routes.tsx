import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { root } from "./root-route";

/** The API reference, for everybody; loaded when asked for. */
const apiDocs = createRoute({
  getParentRoute: () => root,
  path: "/docs",
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } => (typeof q === "string" && q !== "" ? { q } : {}),
  component: ApiDocs,
});

const ApiDocsPage = lazyRouteComponent(() => import("../features/api-docs/api-docs-page"), "ApiDocsPage");

function ApiDocs(): ReactNode {
  const { q = "" } = apiDocs.useSearch();
  const navigate = apiDocs.useNavigate();
  return (
    <ApiDocsPage
      search={q}
      onSearch={(search) => void navigate({ search: search === "" ? {} : { q: search }, replace: true })}
    />
  );
}

const protocol = createRoute({
  getParentRoute: () => root,
  path: "/docs/realtime",
  component: lazyRouteComponent(() => import("../features/api-docs/protocol-page"), "ProtocolPage"),
});

const frames = createRoute({
  getParentRoute: () => root,
  path: "/docs/frames",
  component: lazyRouteComponent(() => import("../features/api-docs/frames-page"), "FramesPage"),
});

/** The reference of the API and of the stream. */
export const docsRoutes = [apiDocs, protocol, frames] as const;
