import type { AnswerParts } from "../../schema/wire";
import type { RuntimeContext } from "../context";

export const HEALTH_PATH = "/__encore/healthz";

/** 200 while the process serves, 503 once it is asked to end (facts 6). */
export function healthAnswer({ app, config, lifecycle }: RuntimeContext): AnswerParts {
  const body = lifecycle.stopping
    ? { code: "shutting_down", message: "Your Encore app is shutting down", details: null }
    : {
        code: "ok",
        message: "Your Encore app is up and running!",
        details: {
          app_slug: app.id,
          env_name: config.environment.name,
          app_revision: "",
          encore_compiler: "",
          deploy_id: "",
          checks: [],
          enabled_experiments: [],
        },
      };
  return {
    status: lifecycle.stopping ? 503 : 200,
    headers: [],
    body: JSON.stringify(body),
    contentType: "application/json",
  };
}
