import { type ChatPresence, PRESENCE_LASTS_SECONDS, showPresence } from "@/lib/wire/team";
import { addressOf, fetchJson } from "../api-client";

type State = "looking" | "typing" | "gone";

/** Renewed at half its life, so that one lost sign is not seen. */
const RENEW_MS = (PRESENCE_LASTS_SECONDS * 1000) / 2;
/** Who walks the list with J and K looks at nothing: only a stay counts. */
const STAY_MS = 600;
/** Without a key for this long nobody types any more. */
const TYPING_ENDS_AFTER_MS = 6000;

/** Tells the server what a person does at a chat; answers who else is there, or null when it could not be told. */
export type TellPresence = (chatId: string, state: State) => Promise<ChatPresence | null>;

/** Survives the tab: a last word on leaving must still go out. A failure only means that nobody sees us for a while. */
export const tellServer: TellPresence = async (chatId, state) => {
  try {
    const answer = await fetchJson(addressOf(showPresence.path, { id: chatId }), {
      method: showPresence.method,
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify({ state }),
      keepalive: true,
    });
    return (answer as { presence: ChatPresence }).presence; // our own declaration on both ends
  } catch {
    return null; // the next sign tries again
  }
};

interface KeeperSettings {
  readonly chatId: string;
  readonly tell: TellPresence;
  readonly onPresence: (presence: ChatPresence) => void;
  readonly isVisible: () => boolean;
}

/** One person's stay at one chat: looking, renewed while the tab is seen; typing while keys come; gone at the end. */
export class PresenceKeeper {
  readonly #settings: KeeperSettings;
  #state: State = "gone";
  #stay: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setInterval> | undefined;
  #typingEnd: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: KeeperSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#stay = setTimeout(() => this.#look(), STAY_MS);
    this.#renewal = setInterval(() => this.#renew(), RENEW_MS);
  }

  /** The tab came back into sight, or went out of it: out of sight a stay ends by itself. */
  readonly lookAgain = (): void => {
    if (this.#settings.isVisible()) this.#look();
  };

  readonly announceTyping = (): void => {
    clearTimeout(this.#typingEnd);
    this.#typingEnd = setTimeout(() => this.#look(), TYPING_ENDS_AFTER_MS);
    if (this.#state !== "typing") this.#say("typing");
  };

  readonly leave = (): void => {
    if (this.#state !== "gone") this.#say("gone");
  };

  stop(): void {
    clearTimeout(this.#stay);
    clearTimeout(this.#typingEnd);
    clearInterval(this.#renewal);
    this.leave();
  }

  #look(): void {
    clearTimeout(this.#typingEnd);
    if (this.#settings.isVisible()) this.#say("looking");
  }

  #renew(): void {
    if (this.#state === "gone" || !this.#settings.isVisible()) return;
    this.#say(this.#state);
  }

  #say(state: State): void {
    this.#state = state;
    void this.#settings.tell(this.#settings.chatId, state).then((presence) => {
      if (presence !== null && state !== "gone") this.#settings.onPresence(presence);
    });
  }
}
