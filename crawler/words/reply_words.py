"""The words that forums put beside the number of a thread's replies, by language. Data for `crawler.reply_counts`.

Only what leaves out the first post stands here. Words for posts and messages do not: some software counts the first
post among them and some does not, and only its own module knows. `_` stands for a space.
"""

from crawler.words.calendar_words import fold

REPLIES = """
replies reply answers answer responses response comments comment
atebion ateb ymatebion sylwadau
antworten antwort kommentare kommentar
réponses réponse commentaires commentaire
respuestas respuesta comentarios comentario
risposte risposta commenti commento
reacties reactie antwoorden antwoord
respostas resposta comentários comentário
odpowiedzi odpowiedź komentarze komentarzy komentarz
ответов ответы ответа ответ комментариев комментарии комментария
відповідей відповіді відповідь коментарів
odpovědí odpovědi odpověď odpovede odpovedí
válaszok válasz hozzászólás
răspunsuri răspuns
svar vastauksia vastaukset vastausta vastaus
cevap cevaplar yanıt yanıtlar
απαντήσεις απάντηση
odgovora odgovori odgovor одговора одговори
trả_lời balasan jawapan
ردود الردود رد پاسخ پاسخ‌ها תגובות תגובה
回复 回覆 回帖 返信 返信数 回复数 答案 답글 댓글 답변 ตอบกลับ ตอบ
"""
"""What counts the posts after the first."""

NONE = "no none keine keiner aucune aucun ninguna sin nessuna geen nenhuma brak нет ingen inga ei_yhtään dim"
"""What stands in the place of a nought."""

REPLY_WORDS = frozenset(fold(word.replace("_", " ")) for word in REPLIES.split()) | frozenset(
    word.replace("_", " ").casefold() for word in REPLIES.split()
)
NO_WORDS = frozenset(fold(word.replace("_", " ")) for word in NONE.split())
REPLY_PARTS = frozenset(part.encode() for word in REPLY_WORDS for part in word.replace("\u200c", " ").split(" "))
"""The words of REPLY_WORDS by themselves, in UTF-8: to see cheaply whether a page speaks of replies at all."""
