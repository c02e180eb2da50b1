"use client";

import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { goInInbox } from "./inbox-location";

interface InboxLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
}

/** A true link (opens in a new tab, can be copied) that moves at once on a plain click. */
export function InboxLink({ href, onClick, ...rest }: InboxLinkProps) {
  function move(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    goInInbox(href);
  }
  return <a href={href} onClick={move} {...rest} />;
}
