"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Choice } from "../settings/choice";
import { SettingsSection } from "../settings/settings-page";
import { CodeBlock } from "../tokens/code-block";

const examples = {
  "Node.js": `import express from "express";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook("whsec_…");
const app = express();
app.post("/hook", express.raw({ type: "*/*" }), (request, response) => {
  const event = webhook.verify(request.body.toString(), request.headers);
  console.log(event.type, event.data);
  response.sendStatus(204);
});
app.listen(8080);`,
  Python: `from flask import Flask, request
from standardwebhooks import Webhook

webhook = Webhook("whsec_…")
app = Flask(__name__)

@app.post("/hook")
def hook():
    event = webhook.verify(request.get_data(as_text=True), dict(request.headers))
    print(event["type"], event["data"])
    return "", 204`,
} as const;

const languages = ["Node.js", "Python"] as const;

/** How a receiver knows that an event is from us. */
export function HowToVerify() {
  const t = useTranslations("outgoing");
  const [language, setLanguage] = useState<(typeof languages)[number]>("Node.js");
  return (
    <SettingsSection title={t("verifyTitle")} hint={t("verifyText")}>
      <Choice
        label={t("verifyLanguage")}
        isLabelHidden
        value={language}
        options={languages.map((value) => ({ value, label: value }))}
        onChange={setLanguage}
      />
      <CodeBlock label={t("verifyCode", { language })} code={examples[language]} />
    </SettingsSection>
  );
}
