import { useMutation, useMutationState, useQueryClient, type MutationState } from "@tanstack/react-query";
import { api, session } from "../../api/client";
import type { contract } from "../../api/client.gen";
import { isTransient, toFailure } from "../../api/failure";
import { messagesQuery } from "./chat.queries";

/** A message that is on its way. The same `clientMessageId` goes with every attempt, so it is sent once. */
export interface Outgoing {
  clientMessageId: string;
  content: string;
  isPublic: boolean;
  replyToId: string | null;
  mentions: string[];
  /** Whose it is: it is never sent for who logs in afterwards. */
  login: string | null;
}

export interface Pending {
  message: Outgoing;
  state: "sending" | "waiting" | "failed";
  /** Why it was refused. */
  why: string | null;
}

const LONGEST_MS = 10_000;

/** Sends one after another in the order of writing; what the network keeps back is tried again until it arrives. */
export function useSend(conversationId: string) {
  const queries = useQueryClient();
  const mutationKey = ["send-message", conversationId];
  const { mutate } = useMutation({
    mutationKey,
    scope: { id: conversationId },
    gcTime: Infinity,
    mutationFn: ({ login, replyToId, ...message }: Outgoing) => {
      if (session.login !== login) throw new Error("the login has ended");
      return api.chat.sendMessage(conversationId, { ...message, ...(replyToId !== null && { replyToId }) });
    },
    retry: (_failures, error) => session.signedIn && isTransient(error),
    retryDelay: (attempt, error) => toFailure(error).retryAfterMs ?? Math.min(500 * 2 ** attempt, LONGEST_MS),
    onSuccess: (message) => show(message),
  });

  /** It stands in the list before the event has come. */
  function show(message: contract.Message): void {
    queries.setQueryData(messagesQuery(conversationId).queryKey, (known) => {
      const [first, ...others] = known?.pages ?? [];
      if (known === undefined || first === undefined || first.data.some(({ id }) => id === message.id)) return known;
      return { ...known, pages: [{ ...first, data: [message, ...first.data] }, ...others] };
    });
  }

  const states = useMutationState({
    filters: { mutationKey, predicate: ({ state }) => state.status !== "success" },
    select: ({ state }) => pendingOf(state as MutationState<contract.Message, Error, Outgoing>),
  });

  /** Forgets what was refused. */
  function discard({ message }: Pending): void {
    const cache = queries.getMutationCache();
    const isIt = (variables: unknown): boolean =>
      (variables as Outgoing | undefined)?.clientMessageId === message.clientMessageId;
    for (const each of cache.findAll({ mutationKey })) if (isIt(each.state.variables)) cache.remove(each);
  }

  return {
    pending: states.filter((each) => each !== null),
    discard,
    send: (message: Omit<Outgoing, "login" | "clientMessageId">) =>
      mutate({ ...message, clientMessageId: crypto.randomUUID(), login: session.login }),
    retry: (pending: Pending): void => {
      discard(pending);
      mutate(pending.message);
    },
  };
}

function pendingOf({ status, variables, failureCount, error }: MutationState<contract.Message, Error, Outgoing>) {
  if (variables === undefined) return null;
  if (status === "error") return { message: variables, state: "failed" as const, why: toFailure(error).message };
  return { message: variables, state: failureCount > 0 ? ("waiting" as const) : ("sending" as const), why: null };
}
