import { LANGUAGES, type Language } from '../../main/contract/report';
import { ENDONYMS, useTranslator } from '../i18n';

/** Both languages side by side, each in its own name. */
export function LanguageChoice({ onChoose }: { onChoose: (language: Language) => void }) {
  const { language, say } = useTranslator();
  return (
    <fieldset className="languages">
      <legend>{say('app.language')}</legend>
      {LANGUAGES.map((each) => (
        <label key={each} lang={each}>
          <input type="radio" name="language" checked={each === language} onChange={() => onChoose(each)} />
          <span>{ENDONYMS[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The other language, as a line of text. */
export function OtherLanguage({ onChoose }: { onChoose: (language: Language) => void }) {
  const { language } = useTranslator();
  return LANGUAGES.filter((each) => each !== language).map((each) => (
    <button type="button" className="line" key={each} lang={each} onClick={() => onChoose(each)}>
      {ENDONYMS[each]}
    </button>
  ));
}
