import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { session } from "../api/client";
import "./app.css";
import { forgetStreams } from "./login-stream";
import { createQueryClient } from "./query-client";
import { createAppRouter } from "./router";

const queries = createQueryClient();
const router = createAppRouter(queries);

// The login ended, here or in another tab: nothing of it may stay on the screen or in memory.
session.subscribe((login) => {
  if (login === "in") return;
  queries.clear();
  void forgetStreams();
  if (session.signedIn) {
    // Somebody else logged in by another tab: the page begins anew as theirs.
    location.reload();
    return;
  }
  const { pathname, href } = router.state.location;
  if (pathname === "/login") return;
  void router.navigate({ to: "/login", search: login === "out" ? { why: "out" } : { why: "ended", next: href } });
});

createRoot(document.querySelector("#root") as HTMLElement).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
