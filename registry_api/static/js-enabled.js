// GOV.UK Frontend shows its scripted forms only where these classes stand.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
