"""How languages name months, weekdays, days near today and spans of time: data for `crawler.moments`.

English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Russian, Welsh, and the neighbours that share
their words. Full names and the short forms that forum software prints.
"""

_MONTHS = {
    1: "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro styczeń stycznia sty "
    "январь января янв "
    "ionawr ion leden ledna januára januar ocak ianuarie",
    2: "february feb februar févr fév fevr février fevrier febrero febbraio februari fevereiro fev luty lutego "
    "lut февраль "
    "февраля фев chwefror chwe únor února şubat februarie",
    3: "march mar märz mär mrz mars marzo maart mrt março marco marzec marca март марта мар mawrth maw březen "
    "března mart "
    "martie",
    4: "april apr avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр ebrill ebr duben dubna "
    "nisan aprilie",
    5: "may mai mayo maggio mag mei maio maj maja май мая мaй květen května mayıs",
    6: "june jun juni juin junio giugno giu junho czerwiec czerwca cze июнь июня июн mehefin meh červen června haziran "
    "iunie",
    7: "july jul juli juillet juil julio luglio lug julho lipiec lipca lip июль июля июл gorffennaf gor "
    "červenec července "
    "temmuz iulie",
    8: "august aug août aout agosto ago augustus agu sierpień sierpnia sie август августа авг awst aws srpen "
    "srpna ağustos",
    9: "september sep sept septembre septiembre settembre set setembro wrzesień września wrz сентябрь сентября "
    "сен сент medi "
    "med září eylül septembrie",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź pazd "
    "октябрь октября "
    "окт hydref hyd říjen října ekim octombrie",
    11: "november nov novembre noviembre novembro listopad listopada lis ноябрь ноября ноя нояб tachwedd tach "
    "listopadu "
    "kasım noiembrie",
    12: "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudzień grudnia gru декабрь "
    "декабря дек rhagfyr rhag prosinec prosince aralık decembrie",
}
MONTHS = {word: month for month, words in _MONTHS.items() for word in words.split()}

# Each entry: days before today, then the words. Longest words first when a pattern is built of them.
DAYS = {
    0: "today|heute|aujourd'hui|aujourd’hui|hoy|oggi|vandaag|hoje|dzisiaj|dziś|dzis|сегодня|heddiw|idag|i dag|"
    "dnes|bugün|"
    "сьогодні|tänään",
    1: "yesterday|gestern|hier|ayer|ieri|gisteren|ontem|wczoraj|вчера|ddoe|igår|i går|včera|dün|вчора|eilen",
    2: "vorgestern|avant-hier|anteayer|eergisteren|anteontem|przedwczoraj|позавчера|l'altro ieri|echdoe",
}

WEEKDAYS = {
    0: "monday|montag|lundi|lunes|lunedì|maandag|segunda-feira|poniedziałek|понедельник|dydd llun",
    1: "tuesday|dienstag|mardi|martes|martedì|dinsdag|terça-feira|wtorek|вторник|dydd mawrth",
    2: "wednesday|mittwoch|mercredi|miércoles|mercoledì|woensdag|quarta-feira|środa|среда|среду|dydd mercher",
    3: "thursday|donnerstag|jeudi|jueves|giovedì|donderdag|quinta-feira|czwartek|четверг|dydd iau",
    4: "friday|freitag|vendredi|viernes|venerdì|vrijdag|sexta-feira|piątek|пятница|пятницу|dydd gwener",
    5: "saturday|samstag|sonnabend|samedi|sábado|sabato|zaterdag|sobota|суббота|субботу|dydd sadwrn",
    6: "sunday|sonntag|dimanche|domingo|domenica|zondag|niedziela|воскресенье|dydd sul",
}

_UNITS = {
    1: "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi seconden "
    "sekundę sekundy "
    "sekund секунду секунды секунд сек eiliad s",
    60: "minute minutes min mins minuten minuto minutos minuti minuut minutę minuty minut минуту минуты минут "
    "мин munud m",
    3600: "hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur uren godzinę godziny "
    "godzin godz час "
    "часа часов ч awr",
    86400: "day days d tag tage tagen tg jour jours j día días dia dias giorno giorni dag dagen dzień dni день "
    "дня дней дн "
    "diwrnod",
    604800: "week weeks w wk wks woche wochen semaine semaines sem semana semanas settimana settimane weken tydzień "
    "tygodnie tygodni неделю недели недель нед wythnos",
    2629800: "month months mo mos monat monate monaten mois mes meses mese mesi maand maanden mês miesiąc "
    "miesiące miesięcy "
    "месяц месяца месяцев мес mis",
    31557600: "year years yr yrs y jahr jahre jahren an ans année années año años anno anni jaar jaren ano anos "
    "rok lata "
    "lat год года лет г blwyddyn flynedd",
}
UNITS = {word: seconds for seconds, words in _UNITS.items() for word in words.split()}

BEFORE = "vor|il y a|hace|há|fa|geleden"
"""Words before the span: "vor 5 Minuten"."""
AFTER = "ago|fa|geleden|temu|назад|yn ôl|atrás"
"""Words after it: "5 minutes ago"."""
A_FEW = "a|an|one|einer|einem|eine|ein|une|un|una|uno|een|um|uma|jedną|godzinę|один|одну"
"""Words for one: "an hour ago"."""
JUST_NOW = (
    "just now|a moment ago|gerade eben|à l'instant|ahora mismo|proprio ora|zojuist|agora mesmo|"
    "przed chwilą|только что|nawr"
)
