"""Website Toolbox, which hosts forums under names of its own and under its customers'.

Of its markup the frame around every page is known, and what that tells: the forum's name. Its lists of boards and
topics are read by their structure, as unknown software's are.
"""

from crawler.platforms.declare import Platform, address, credit, element, link, markup, resource, text

PLATFORM = Platform(
    name="Website Toolbox",
    homepage="https://www.websitetoolbox.com/",
    source="Templates are not public: the frame (forum1_global.js, head, header, dialogs) of pages it hosted in 2016 "
    "and 2019, kept in public repositories. Of its lists none was to be had.",
    clues=[
        element("#forum_header_fixed", 40),
        element("#forumTitleWrapper", 40),
        element("#forumLogoWrapper", 20),
        element("#logo_or_title", 15),
        element("#slide-panel", 5),
        element("#inlineSearchForm", 10),
        element("#hover_card_content", 10),
        element(".wt-pages-links", 20),
        element(".wt-login-message", 10),
        element(".wt-registration-page-link", 15),
        resource("cdn.websitetoolbox.com", 60),
        resource("forum1_global.js", 20),
        resource("forum1_global.css", 20),
        address(r"^https?://[\w-]+\.(?:discussion\.community|websitetoolbox\.com|forumchitchat\.com)/", 30),
        credit("www.websitetoolbox.com", 25),
        link("lost_pw", 5),
        markup("wtbx.", 30),
        markup("forum_embed_url", 20),
    ],
    profile={"name": text("#forumTitleWrapper, #logo_or_title, .push-panel h3 > a")},
    by_structure=True,
    front=["#logo_or_title", ".push-panel h3 > a"],
    inner=("#posts-list", ".first-post", "#PostTopic"),
)
