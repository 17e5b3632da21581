import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { collaboration } from "../engine/collaboration";
import { Screen } from "../engine/screen";
import { actorOf } from "./actor";

/** What a screen says of its person. */
interface ScreenSign {
  /** `active`: they use the screen; say so at most once a minute while they do. */
  type: "typing" | "active";
  /** Where they type. */
  conversationId?: string;
  /** False: what they write is for internal members alone. */
  isPublic?: boolean;
  /** False: they stopped, or sent it. */
  isTyping?: boolean;
}

interface ScreenNews {
  type: "ready" | "typing" | "presence" | "error";
  conversationId?: string;
  personId?: string;
  /** Of typing: take it for over after this time; 0 when it is over. */
  forMs?: number;
  /** Whose presence is another than what was told before; of whom nothing was told is offline. */
  people?: PersonPresence[];
  reason?: string;
}

interface PersonPresence {
  personId: string;
  state: "online" | "away" | "offline";
}

/** Who types in one's conversations and which of their people are there, as long as it holds: nothing of it is kept (C19). */
export const collaborationStream = api.streamInOut<ScreenSign, ScreenNews>(
  { path: "/chat/collaboration", expose: true, auth: true },
  async (stream) => {
    const auth = caller();
    const screen = new Screen({
      orgId: auth.orgId,
      personId: auth.userID,
      sessionId: auth.sessionId,
      actorOf: (grants) => actorOf({ ...auth, grants }),
      send: (frame) => stream.send(frame),
      close: () => void stream.close(),
    });
    screen.tell({ type: "ready" });
    try {
      await collaboration.open(screen);
      for await (const { type, conversationId = "", isPublic = true, isTyping = true } of stream) {
        if (type === "active") await collaboration.use(screen);
        else await collaboration.type(screen, conversationId, { isPublic, isTyping });
      }
    } finally {
      collaboration.remove(screen);
      screen.close();
    }
  },
);
