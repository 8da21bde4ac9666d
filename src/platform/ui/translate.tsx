import { Icon } from "./icon"
import { Menu } from "./menu"
import { LANGUAGES, TRANSLATIONS, type Translated } from "./translations"

/** A button that shows a text in more languages. */
export function Translate({ text }: { text: Translated }) {
  return (
    <Menu class="translate">
      <summary class="btn btn--icon btn--plain btn--small" title="Translate">
        <Icon name="translate" />
        <span class="for-screen-reader">Translate “{TRANSLATIONS[text].en}”</span>
      </summary>
      <dl class="popup translate__languages" data-popup-target="menu">
        {LANGUAGES.map(({ flag, code, name }) => (
          <div>
            <dt title={name}>
              <span aria-hidden="true">{flag}</span>
              <span class="for-screen-reader">{name}</span>
            </dt>
            <dd lang={code}>{TRANSLATIONS[text][code]}</dd>
          </div>
        ))}
      </dl>
    </Menu>
  )
}
