export const FIRST_NAMES = list(
  "Ada Bilal Carla Dmitri Efua Farid Greta Hiro Ines Jonas Kavya Lars Mina Nuno Olga Pablo Quinn Rosa Samir Tove",
)

export const LAST_NAMES = list("Almeida Berg Castillo Dogan Eriksen Fofana Gupta Horvat")

export const ROOM_NAMES = [
  "All Talk",
  "Announcements",
  "Coffee Corner",
  "Customers",
  "Design",
  "Engineering",
  "Incidents",
  "Launch Week",
  "Music",
  "Office Bristol",
  "Reading Group",
  "Support",
]

export const WORDS = list(
  "after again almost already also another around because before better between branch bring build by call change check clear come could customer day deploy design done draft early email every fast feel few find first fix follow for form friday from give go good green half have here idea if in invoice it just keep know last later leave let like line list long look make maybe meeting monday more morning move much need never new next not now number of office often old on once one only open or other our out page people plan please point pretty print probably problem queue quick quite rather read ready really release report review right room run same screen second see send server she should show since small so some soon start still sure table take team test than that the them then there they think this time to today together tomorrow too try two under until update us version very wait want was we week well what when where which while why will with without work would write yes yesterday yet you",
)

export const EMOJI = list("👍 🎉 🔥 😄 🙏 🚀 👀 ✅ 💛 ☕ 🐢 🌧️")

export const CODE = [
  "const open = rooms.filter((room) => room.type === 'open')\nfor (const room of open) {\n  console.log(room.name)\n}",
  "SELECT name, count(*)\nFROM rooms\nJOIN messages ON messages.room_id = rooms.id\nGROUP BY 1\nORDER BY 2 DESC;",
  "def greet(name):\n    if name < 'm':\n        return f\"Good morning, {name}\"\n    return name",
  "$ tail -f production.log | grep -v '/up'\n$ df -h && free -m",
]

export const RIGHT_TO_LEFT = [
  "صباح الخير، هل وصلتكم النسخة الجديدة من التقرير؟",
  "תודה רבה, נתראה מחר בבוקר במשרד",
  "الاجتماع تأجل إلى الساعة الرابعة، أراكم هناك",
]

export const OTHER_SCRIPTS = [
  "明日の会議は十時からです。よろしくお願いします。",
  "Спасибо, посмотрю сегодня вечером",
  "नमस्ते, नई सूची तैयार है",
  "Ça marche très bien, à tout à l’heure",
]

function list(text: string) {
  return text.split(" ")
}
