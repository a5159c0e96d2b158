"""Apache Answer, a board of questions. Its server renders lists for readers without JavaScript, without totals.

The time beside a question may be that of an edit: the newest post comes from the answer for machines, which says what
happened then, and counts all questions.
"""

from crawler.answers.answer import read_answer
from crawler.platforms.declare import (
    Platform,
    Rows,
    credit,
    element,
    generator,
    link,
    markup,
    meta,
    meta_content,
    version,
)

PLATFORM = Platform(
    name="Apache Answer",
    homepage="https://answer.apache.org/",
    source="Apache Answer 1.4 and 2.0: ui/template/header.html, question.html, question-detail.html, tags.html, "
    "footer.html, internal/schema/question_schema.go, internal/router/answer_api_router.go",
    clues=[
        generator(r"Answer\s+v?\d.{0,80}(?:apache/answer|answerdev/answer)", 60),
        element(".answer-container", 30),
        element("#spin-mask", 25),
        element(".questionDetailPage", 30),
        element(".question-tags", 10),
        element(".badge-tag", 10),
        element("#answerHeader", 10),
        element(".page-right-side", 5),
        meta("go-template", r"", 15),
        credit("answer.apache.org", 30),
        credit("answer.dev", 30),
        link("questions", 5),
        markup('name="go-template"', 20),
        markup("_doc-spin", 20),
    ],
    profile={"name": meta_content("og:site_name", 200)},
    threads=[Rows(row=".answer-container li.list-group-item", link="h5 a[href*='/questions/']")],
    front=["a.navbar-brand"],
    inner=(".questionDetailPage", "#answerHeader", ".answer-item"),
    versions=(version("generator", r"Answer\s+v?(\d+\.\d+[\w.-]*)"),),
    also=(
        "answer/api/v1/question/page?page=1&page_size=30&order=active",
        "answer/api/v1/tags/page?page=1&page_size=50&query_cond=popular",
    ),
    json=read_answer,
)
