"""The listings that are shown and run; `lesson.code.listing` says which one a lesson takes."""
