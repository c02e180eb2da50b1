import http from "node:http";

/** A signed-in browser's way to the API: connections stay open, answers are read to their end. */
export interface Getter {
  /** The answer's text. Rejects for any status but 200. */
  get(path: string): Promise<string>;
  close(): void;
}

/** Through `node:http` rather than `fetch`, which would take more of the machine than what it measures. */
export function openGetter(baseUrl: string, headers: Readonly<Record<string, string>>): Getter {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        const request = http.get(`${baseUrl}${path}`, { agent, headers: { ...headers } }, (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (piece: string) => {
            text += piece;
          });
          response.once("end", () => {
            if (response.statusCode === 200) resolve(text);
            else reject(new Error(`GET ${path}: ${response.statusCode} ${text.slice(0, 300)}`));
          });
          response.once("error", reject);
        });
        request.once("error", reject);
      }),
    close: () => agent.destroy(),
  };
}
