"""The ground: what lies in a course's folder and in its gradebook."""
