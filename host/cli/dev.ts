import type { Command } from "./command";
export const dev: Command = { summary: "", run: async () => 0 };
