import type { App } from "../model/app";
import type { Steps } from "./steps";

/** The application, ready to run. */
export interface BuiltApplication {
  app: App;
  /** Main module of the application process. */
  main: string;
  /** What encore.dev loads. */
  native: string;
}

/** Where the commands get the application from: its source, or a production build of it. */
export interface ApplicationSource {
  /** The model, of an application that the host can start. */
  read(): Promise<App>;
  /** With its pages. The signal ends it. */
  build(steps: Steps, signal: AbortSignal): Promise<BuiltApplication>;
}
