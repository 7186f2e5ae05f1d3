"""What the field talks about: meetings, actions, decisions, projects, people; standard library only."""
