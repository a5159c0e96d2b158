"""Judging a forum: topics, places, language, audience, mutual help, activity. Pure functions over words and numbers."""

from registry.assess.assessment import Assessment, Heard, PeerSupport, PlaceMatch, Subject, TopicMatch
from registry.assess.assessor import Assessor
from registry.assess.files import TopicsFileError
from registry.assess.subjects import TopicInfo

__all__ = [
    "Assessment",
    "Assessor",
    "Heard",
    "PeerSupport",
    "PlaceMatch",
    "Subject",
    "TopicInfo",
    "TopicMatch",
    "TopicsFileError",
]
