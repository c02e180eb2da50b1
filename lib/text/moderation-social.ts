import type { ModerationFinding } from "./moderation-finding";

/** Endings of Russian nouns, so that "в телеграме" and "вайбером" are found and "телеграфист" is not. */
const NOUN = "(?:а|у|е|ом|ы|ов|ам|ами|ах|и|ой)?";

/** Names of networks and messengers as people write them. Words with a plain meaning of their own need more around them. */
const NAMES = [
  String.raw`what'?s[\s-]?app|(?:ват|вот|вац|воц|уот)[сц]?[\s-]?апп?${NOUN}`,
  String.raw`telegram${NOUN}|телеграм+${NOUN}|телегр(?:у|е|а)?|тележк[еу](?=\s+@)`,
  String.raw`в\s+телег[еу]`,
  `viber|[вб]айбер${NOUN}|вибер${NOUN}`,
  `instagram|insta|инстаграм+${NOUN}|инст(?:а|е|у|ой|ы)|инсташк[аеу]`,
  `vk|vkontakte|вк|вконтакт[еа]?`,
  `facebook|фейсбук${NOUN}`,
  String.raw`в\s+одноклассниках`,
  `skype|скайп${NOUN}`,
  `discord|дискорд${NOUN}`,
  `youtube|ютуб${NOUN}|ютьюб${NOUN}`,
  String.raw`tik[\s-]?tok|тик[\s-]?ток${NOUN}`,
  `wechat|вичат${NOUN}`,
  String.raw`(?:мессенджер${NOUN}|пишите\s+в|напишите\s+в)\s+(?:max|макс)`,
  String.raw`(?:на)?пишите\s+в\s+директ`,
];

const NAME = new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${NAMES.join("|")})(?![\p{L}\p{N}_])`, "giu");
// "5000 тг" are tenge.
const TG = /(?<![\p{L}\p{N}_]|\d\s)(?:тг|tg)(?![\p{L}\p{N}_])/giu;
const HANDLE = /(?<![\p{L}\p{N}_.@/-])@[a-z][a-z0-9_.]{2,31}(?![\p{L}\p{N}_@])/giu;

/** Social networks, messengers and @names in them. */
export function findSocial(text: string): readonly ModerationFinding[] {
  return [NAME, TG, HANDLE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      const written = match[0].replace(/[.]+$/, "");
      return { kind: "social" as const, start: match.index, end: match.index + written.length };
    }),
  );
}
