import * as apiTokens from "../wire/api-tokens";
import * as chats from "../wire/chats";
import type { AnyEndpoint } from "../wire/endpoint";
import * as messages from "../wire/messages";
import * as sellers from "../wire/sellers";
import * as stream from "../wire/stream";
import * as users from "../wire/users";

const files: ReadonlyArray<Record<string, unknown>> = [users, sellers, chats, messages, stream, apiTokens];

/** Every endpoint that is declared, for the OpenAPI document and the tests that hold routes and declarations equal. */
export function listEndpoints(): AnyEndpoint[] {
  return files.flatMap((file) => Object.values(file).filter(isEndpoint));
}

/** Whether a name of a wire file is an endpoint's declaration. */
export function isEndpoint(value: unknown): value is AnyEndpoint {
  return (
    typeof value === "object" && value !== null && "path" in value && "access" in value && "answer" in value
  );
}
