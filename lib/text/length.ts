/** Length as marketplaces count it: UTF-16 units of the text without the white space around it. */
export function messageLength(text: string): number {
  return text.trim().length;
}
