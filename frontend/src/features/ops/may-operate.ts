import type { contract } from "../../api/client.gen";

export const OPERATE = "realtime.operate" satisfies contract.Permission;

/** Whether the person looks after the stream at one property at least. */
export const mayOperate = (me: contract.Me): boolean =>
  me.properties.some(({ permissions }) => permissions.includes(OPERATE));
